// @ts-check
import { html } from '../html.js';
import { hasPage } from '../router.js';

/** A link, or its text alone as long as there is no such page. @param {{ to: string, look?: string, children?: any }} props */
export const PageLink = ({ to, look, children }) =>
  hasPage(to) ? html`<a class=${look} href=${to}>${children}</a>` : html`<span class=${look === 'button' ? undefined : look}>${children}</span>`;
