// @ts-check
/** @import { Category } from '../api/types.js' */
import { h, useMemo } from '../html.js';
import { categories } from '../names.js';
import { useSignal } from '../signal.js';
import { Combobox } from './combobox.js';

/** @param {Map<string, Category>} all those that can be chosen, the most used first */
export const categoryOptions = (all) =>
  [...all.values()]
    .filter((each) => !each.archived && !each.mergedInto)
    .sort((a, b) => b.uses - a.uses || a.name.localeCompare(b.name))
    .map((each) => ({ id: each.id, name: each.name, group: all.get(each.parentId ?? '')?.name ?? '' }));

/** @param {{ onPick: (id: string) => void, onLeave: () => void }} props */
export function CategoryPicker({ onPick, onLeave }) {
  const all = useSignal(categories);
  const options = useMemo(() => categoryOptions(all), [all]);
  return h(Combobox, { label: 'Category', options, onPick, onLeave });
}
