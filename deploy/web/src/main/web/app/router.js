// @ts-check
import { signal } from './signal.js';

const here = () => new URL(location.href);
/** The address is the state: a reload, a shared link and the back button show the same rows. */
export const address = signal(here());

/** @param {string} to @param {{ replace?: boolean }} [how] */
export function go(to, how = {}) {
  history[how.replace ? 'replaceState' : 'pushState'](null, '', to);
  address.set(here());
}

/** Sets or, with null, removes parameters of the address. @param {Record<string, string | null>} changes @param {{ replace?: boolean }} [how] */
export function setParameters(changes, how = {}) {
  const url = here();
  for (const [name, value] of Object.entries(changes)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  if (url.href !== location.href) go(url.pathname + url.search, how);
}

/** The page that lists the rows of a figure of a report. @param {string} path */
export const rowsOf = (path) => path.replace(/^\/api\//, '/');

addEventListener('popstate', () => address.set(here()));
document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const link = target?.closest('a[href^="/"]');
  if (!link || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  if (link.hasAttribute('download') || link.hasAttribute('target')) return;
  event.preventDefault();
  go(link.getAttribute('href') ?? '/');
  scrollTo(0, 0);
});
