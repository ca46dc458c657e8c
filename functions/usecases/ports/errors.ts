import type { EffectName } from '../../domain/file/effect.ts'

/** Another write came first. The use case reads again and decides again. */
export class Conflict extends Error {
  override name = 'Conflict'
}

/** The condition of an effect does not hold: the money, the person's open request, the place. Nothing was written. */
export class EffectRefused extends Error {
  override name = 'EffectRefused'
  readonly effect: EffectName
  constructor(effect: EffectName) {
    super(effect)
    this.effect = effect
  }
}
