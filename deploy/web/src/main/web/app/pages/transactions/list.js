// @ts-check
/** @import { Totals, Transaction } from '../../api/types.js' */
import { get } from '../../api/call.js';
import { useCallback, useEffect, useRef, useState } from '../../html.js';
import { seen } from './edits.js';

/** @typedef {{ rows: Transaction[], next: string | null, totals: Totals | null, problem: string, loaded: boolean }} Loaded */
const NOTHING = /** @type {Loaded} */ ({ rows: [], next: null, totals: null, problem: '', loaded: false });
const FIRST = 100;
const FURTHER = 500;

/** The rows of a query, page by page. @param {string} query */
export function useRows(query) {
  const [state, setState] = useState(NOTHING);
  const [round, setRound] = useState(0);
  const latest = useRef(state);
  latest.current = state;
  const abort = useRef(new AbortController());
  const loading = useRef(false);

  const load = useCallback(async (/** @type {string | null} */ cursor) => {
    if (!cursor) {
      abort.current.abort();
      abort.current = new AbortController();
    } else if (loading.current) return;
    const { signal } = abort.current;
    loading.current = true;
    const path = `/api/transactions?limit=${cursor ? FURTHER : FIRST}${query && '&' + query}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : '&include=totals'}`;
    try {
      const page = await get(path, signal);
      if (signal.aborted) return;
      page.items.forEach(seen);
      setState((before) => ({
        rows: cursor ? [...before.rows, ...page.items] : page.items,
        next: page.next,
        totals: cursor ? before.totals : page.totals,
        problem: '',
        loaded: true,
      }));
    } catch (e) {
      if (!signal.aborted) setState((before) => ({ ...before, problem: /** @type {Error} */ (e).message, loaded: true, next: null }));
    } finally {
      if (!signal.aborted) loading.current = false;
    }
  }, [query]);

  useEffect(() => {
    loading.current = false;
    setState((before) => ({ ...before, problem: '' }));
    load(null);
    return () => abort.current.abort();
  }, [load, round]);

  return {
    state,
    more: useCallback(() => { if (latest.current.next) load(latest.current.next); }, [load]),
    reload: useCallback(() => setRound((n) => n + 1), []),
    find: useCallback((/** @type {string} */ id) => latest.current.rows.find((row) => row.id === id), []),
    put: useCallback((/** @type {Transaction} */ row) =>
      setState((before) => ({ ...before, rows: before.rows.map((each) => (each.id === row.id ? { ...each, ...row, runningBalance: row.runningBalance ?? each.runningBalance } : each)) })), []),
  };
}
