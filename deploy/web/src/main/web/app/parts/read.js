// @ts-check
import { get } from '../api/call.js';
import { useCallback, useEffect, useState } from '../html.js';

/** @typedef {{ data?: any, problem?: Error, again: () => void }} Read */

/**
 * The response of a path, and a way to ask again. Null: nothing is asked.
 * @param {string | null} path @returns {Read}
 */
export function useRead(path) {
  const [state, setState] = useState(/** @type {{ path?: string | null, data?: any, problem?: Error }} */ ({}));
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (path === null) return undefined;
    const abort = new AbortController();
    get(path, abort.signal).then(
      (data) => setState({ path, data }),
      (problem) => abort.signal.aborted || setState({ path, problem }),
    );
    return () => abort.abort();
  }, [path, round]);
  const again = useCallback(() => {
    setState({});
    setRound((n) => n + 1);
  }, []);
  const own = state.path === path ? state : {};
  return { ...(own.data !== undefined ? { data: own.data } : {}), ...(own.problem ? { problem: own.problem } : {}), again };
}
