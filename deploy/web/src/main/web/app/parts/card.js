// @ts-check
/** @import { Read } from './read.js' */
import { html } from '../html.js';

/**
 * A card with its own states: a placeholder of its size while it loads, an error with a way to try
 * again, or its content.
 * @param {{ title: string, href?: string | undefined, state?: Read, wide?: boolean, full?: boolean, height?: number, action?: any, children?: any }} props
 */
export const Card = ({ title, href, state, wide, full, height, action, children }) => html`
  <section class=${'card' + (wide ? ' wide' : '') + (full ? ' full' : '')} aria-busy=${state && !state.data && !state.problem ? 'true' : undefined}>
    <header class="card-head"><h2>${href ? html`<a href=${href}>${title}</a>` : title}</h2>${action}</header>
    ${state?.problem
      ? html`<div class="failed" role="alert"><p class="problem">${state.problem.message}</p>
          <button type="button" onClick=${state.again}>Retry</button></div>`
      : !state || state.data !== undefined
        ? children
        : html`<div class="ghost" style=${{ height: `${height ?? 120}px` }}></div>`}
  </section>`;
