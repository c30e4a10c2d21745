// @ts-check
import { html } from '../html.js';

/**
 * Links to the parts of a page; the address holds the chosen one.
 * @param {{ label: string, parameter?: string, current: string, tabs: { id: string, name: string, count?: number | undefined }[] }} props
 */
export const Tabs = ({ label, parameter = 'tab', current, tabs }) => html`
  <nav class="tabs" aria-label=${label}>${tabs.map((tab) => html`
    <a key=${tab.id} href=${`${location.pathname}?${parameter}=${tab.id}`} aria-current=${tab.id === current ? 'page' : undefined}>${tab.name}${
      !tab.count ? null : html` <span class="badge">${tab.count}</span>`}</a>`)}</nav>`;
