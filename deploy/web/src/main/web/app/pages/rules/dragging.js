// @ts-check
import { useRef, useState } from '../../html.js';

/** @typedef {Record<'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel', (event: PointerEvent) => void>} Handle */

/** The same list with one item in another place. @template T @param {T[]} items @param {number} from @param {number} to @returns {T[]} */
export function moved(items, from, to) {
  const others = items.filter((_, i) => i !== from);
  return [...others.slice(0, to), ...items.slice(from, from + 1), ...others.slice(to)];
}

/** In an order of ids; null keeps their own. @template {{ id: string }} T @param {T[]} items @param {string[] | null} ids @returns {T[]} */
export const ordered = (items, ids) => (ids && items.every((each) => ids.includes(each.id)) ? [...items].sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)) : items);

/** The place that an item gets when it is dropped at a height. @param {{ top: number, bottom: number }[]} boxes of the items @param {number} y */
export function placeAt(boxes, y) {
  const at = boxes.findIndex((box) => y < box.bottom);
  return at < 0 ? boxes.length - 1 : at;
}

/**
 * Moves the items of a list by a handle, with a mouse, a pen or a finger.
 * @param {(from: number, to: number) => void} onMove
 */
export function useDragging(onMove) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const [dragged, setDragged] = useState(/** @type {{ from: number, to: number } | null} */ (null));
  /** @param {number} from @returns {Handle} */
  const of = (from) => ({
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
      setDragged({ from, to: from });
    },
    onPointerMove: (event) => {
      if (dragged?.from !== from || !list.current) return;
      const to = placeAt([...list.current.children].map((child) => child.getBoundingClientRect()), event.clientY);
      if (to !== dragged.to) setDragged({ from, to });
    },
    onPointerUp: () => {
      if (dragged?.from === from) onMove(dragged.from, dragged.to);
      setDragged(null);
    },
    onPointerCancel: () => setDragged(null),
  });
  /** The style of an item while another one is dragged. @param {number} i */
  const placeOf = (i) => (!dragged ? '' : i === dragged.from ? 'dragged' : i !== dragged.to ? '' : dragged.to < dragged.from ? 'before' : 'after');
  return { list, of, placeOf };
}
