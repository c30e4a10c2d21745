// @ts-check
import { html, useEffect, useId, useLayoutEffect, useRef, useState } from '../html.js';

const EXTRA = 8;
const AHEAD = 60;
/** Browsers limit the height of an element; beyond it the list would be cut off. */
const HIGHEST = 15_000_000;

/**
 * The rows of a long list that can be seen, each of the same height.
 * @template T
 * @param {{ items: T[], height: number, row: (item: T, index: number) => any, rowClass?: (item: T, index: number) => string,
 *   label: string, more: boolean, onEnd: () => void, active: number, resetKey: string }} props
 */
export function VirtualList({ items, height, row, rowClass, label, more, onEnd, active, resetKey }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [view, setView] = useState({ top: 0, high: 900 });
  useLayoutEffect(() => {
    const element = /** @type {HTMLDivElement} */ (box.current);
    const read = () => setView({ top: element.scrollTop, high: element.clientHeight });
    read();
    element.addEventListener('scroll', read, { passive: true });
    const sized = new ResizeObserver(read);
    sized.observe(element);
    return () => {
      element.removeEventListener('scroll', read);
      sized.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [resetKey]);
  const name = useId();
  const from = Math.max(0, Math.floor(view.top / height) - EXTRA);
  const to = Math.min(items.length, Math.ceil((view.top + view.high) / height) + EXTRA);
  useEffect(() => {
    if (more && to > items.length - AHEAD) onEnd();
  }, [more, to, items.length, onEnd]);
  useEffect(() => {
    const element = box.current;
    if (!element || active < 0) return;
    const y = active * height;
    if (y < element.scrollTop) element.scrollTop = y;
    else if (y + height > element.scrollTop + element.clientHeight) element.scrollTop = y + height - element.clientHeight;
  }, [active, height]);
  return html`<div class="list" ref=${box} role="grid" aria-label=${label} aria-rowcount=${more ? -1 : items.length} tabindex="0"
    aria-activedescendant=${active >= from && active < to ? `${name}-${active}` : undefined}>
    <div class="list-rows" role="rowgroup" style=${{ height: `${Math.min(items.length * height, HIGHEST)}px` }}>
      ${items.slice(from, to).map((item, i) => html`<div key=${from + i} id=${`${name}-${from + i}`} role="row" aria-rowindex=${from + i + 1}
        aria-selected=${from + i === active ? 'true' : 'false'} class=${'line ' + (rowClass?.(item, from + i) ?? '')}
        style=${{ transform: `translateY(${(from + i) * height}px)`, height: `${height}px` }}>${row(item, from + i)}</div>`)}
    </div></div>`;
}
