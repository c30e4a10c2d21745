// @ts-check
import { useEffect } from '../html.js';

/**
 * Scrolls the link of the current page into the part of a bar that is seen, also after its width has changed.
 * @param {{ current: HTMLElement | null }} bar @param {string | undefined} current
 */
export function useShown(bar, current) {
  useEffect(() => {
    const show = () => {
      const link = bar.current?.querySelector('[aria-current]');
      if (bar.current && link) bar.current.scrollLeft += link.getBoundingClientRect().left - bar.current.getBoundingClientRect().left - (bar.current.clientWidth - link.clientWidth) / 2;
    };
    show();
    addEventListener('resize', show);
    return () => removeEventListener('resize', show);
  }, [current]);
}
