// @ts-check
import { get } from '../api/call.js';
import { html, useCallback, useEffect, useState } from '../html.js';

/** @typedef {{ data?: any[], problem?: Error, next: string | null, more: () => void, again: () => void }} Pages */

/**
 * The items of a list, a page at a time.
 * @param {string | null} path with its filter; null: nothing is asked @returns {Pages}
 */
export function usePages(path) {
  const [state, setState] = useState(/** @type {{ path?: string | null, data?: any[], problem?: Error, next: string | null }} */ ({ next: null }));
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (path === null) return undefined;
    const abort = new AbortController();
    get(path, abort.signal).then(
      (page) => setState({ path, data: page.items, next: page.next }),
      (problem) => abort.signal.aborted || setState({ path, problem, next: null }),
    );
    return () => abort.abort();
  }, [path, round]);
  const more = () => {
    const cursor = state.next;
    if (!cursor || path === null || state.path !== path) return;
    get(`${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`).then(
      (page) => setState((before) => (before.next === cursor ? { ...before, data: [...(before.data ?? []), ...page.items], next: page.next } : before)),
      (problem) => setState((before) => (before.next === cursor ? { ...before, problem } : before)),
    );
  };
  const again = useCallback(() => setRound((n) => n + 1), []);
  const { path: _path, ...own } = state.path === path ? state : { next: null };
  return { ...own, more, again };
}

/** @param {{ pages: Pages }} props */
export const More = ({ pages }) => (pages.next ? html`<p class="actions"><button type="button" onClick=${pages.more}>Show more</button></p>` : null);
