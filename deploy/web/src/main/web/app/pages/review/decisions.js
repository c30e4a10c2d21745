// @ts-check
import { useEffect, useState } from '../../html.js';
import { isTyping } from '../../parts/shortcuts.js';

/**
 * The keys of a list of decisions: j and k move, y accepts, n rejects.
 * @param {any[]} items @param {(item: any) => void} onYes @param {(item: any) => void} onNo @returns {number} the chosen one
 */
export function useDecisions(items, onYes, onNo) {
  const [at, setAt] = useState(0);
  const chosen = Math.min(at, Math.max(items.length - 1, 0));
  useEffect(() => {
    const key = (/** @type {KeyboardEvent} */ event) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const item = items[chosen];
      if (event.key === 'j') setAt(Math.min(chosen + 1, items.length - 1));
      else if (event.key === 'k') setAt(Math.max(chosen - 1, 0));
      else if (event.key === 'y' && item) onYes(item);
      else if (event.key === 'n' && item) onNo(item);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  });
  return chosen;
}
