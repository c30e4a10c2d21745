// @ts-check
import { get } from '../api/call.js';
import { html, useCallback, useEffect, useState } from '../html.js';

/** @typedef {{ data?: any[], problem?: Error, next: string | null, more: () => void, again: () => void }} Pages */

/**
 * The items of a list, a page at a time.
 * @param {string | null} path with its filter; null: nothing is asked @returns {Pages}
 */
export function usePages(path) {
  const [state, setState] = useState(/** @type {{ data?: any[], problem?: Error, next: string | null }} */ ({ next: null }));
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (path === null) return undefined;
    const abort = new AbortController();
    get(path, abort.signal).then(
      (page) => setState({ data: page.items, next: page.next }),
      (problem) => abort.signal.aborted || setState({ problem, next: null }),
    );
    return () => abort.abort();
  }, [path, round]);
  const more = () => {
    if (!state.next || path === null) return;
    get(`${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(state.next)}`).then(
      (page) => setState((before) => ({ data: [...(before.data ?? []), ...page.items], next: page.next })),
      (problem) => setState((before) => ({ ...before, problem })),
    );
  };
  const again = useCallback(() => setRound((n) => n + 1), []);
  return { ...state, more, again };
}

/** @param {{ pages: Pages }} props */
export const More = ({ pages }) => (pages.next ? html`<p class="actions"><button type="button" onClick=${pages.more}>Show more</button></p>` : null);
