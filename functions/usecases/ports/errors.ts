import type { EffectName } from '../../domain/file/effect.ts'

/** A concurrent write came first. The use case loads and decides again. */
export class Conflict extends Error {
  override name = 'Conflict'
}

/** The condition of an effect does not hold, so nothing was written. */
export class EffectRefused extends Error {
  override name = 'EffectRefused'
  readonly effect: EffectName
  constructor(effect: EffectName) {
    super(effect)
    this.effect = effect
  }
}
