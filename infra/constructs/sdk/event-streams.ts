/** Stands in for `@smithy/core/event-streams` in a bundle: no operation of ours streams events. */
export const EventStreamSerde = undefined
export const eventStreamSerdeProvider = undefined
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config
