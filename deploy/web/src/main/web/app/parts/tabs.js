// @ts-check
import { html, useRef } from '../html.js';
import { useShown } from './shown.js';

/**
 * Links to the parts of a page; the address holds the chosen one.
 * @param {{ label: string, parameter?: string, current: string, tabs: { id: string, name: string, count?: number | undefined }[] }} props
 */
export function Tabs({ label, parameter = 'tab', current, tabs }) {
  const bar = useRef(/** @type {HTMLElement | null} */ (null));
  useShown(bar, current);
  return html`<nav ref=${bar} class="tabs" aria-label=${label}>${tabs.map((tab) => html`
    <a key=${tab.id} href=${`${location.pathname}?${parameter}=${tab.id}`} aria-current=${tab.id === current ? 'page' : undefined}>${tab.name}${
      !tab.count ? null : html` <span class="badge">${tab.count}</span>`}</a>`)}</nav>`;
}
