import type { Effect } from '../../domain/file/change.ts'

/** Another write came first. The use case reads again and decides again. */
export class Conflict extends Error {
  override name = 'Conflict'
}

/** A condition beside the record did not hold: the money, the person's open request, the number. */
export class EffectRefused extends Error {
  override name = 'EffectRefused'
  readonly effect: Effect['effect']
  constructor(effect: Effect['effect']) {
    super(effect)
    this.effect = effect
  }
}
