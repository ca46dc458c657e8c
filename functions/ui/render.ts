import { type ComponentType, h } from 'preact'
import { render } from 'preact-render-to-string'

/** Renders a page to HTML. */
export const rendered = <Props extends object>(Component: ComponentType<Props>, props: Props): string =>
  render(h(Component, props))
