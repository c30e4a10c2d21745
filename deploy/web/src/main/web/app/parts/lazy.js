// @ts-check
import { h, html, useEffect, useState } from '../html.js';

/** Reads the modules of all pages, so that none has to be waited for later. @type {(() => void)[]} */
const loaders = [];
export const loadAll = () => loaders.forEach((load) => load());

/**
 * A page whose modules are read when it is first shown.
 * @template {object} P
 * @param {() => Promise<(props: P) => any>} source
 * @returns {(props: P) => any}
 */
export function lazy(source) {
  /** @type {((props: P) => any) | undefined} */
  let page;
  const load = () => source().then((found) => { page = found; });
  loaders.push(() => { load().catch(() => {}); });
  return function Lazy(props) {
    const [problem, setProblem] = useState('');
    const [, setRound] = useState(0);
    const read = () => { load().then(() => setRound((n) => n + 1), () => setProblem('The page could not be loaded. Is Florin running?')); };
    useEffect(() => { if (!page) read(); }, []);
    if (page) return h(/** @type {any} */ (page), props);
    return problem
      ? html`<div class="failed" role="alert"><p class="problem">${problem}</p><button type="button" onClick=${() => { setProblem(''); read(); }}>Retry</button></div>`
      : html`<div class="ghost"></div>`;
  };
}
