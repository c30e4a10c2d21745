// @ts-check
import { words } from '../text/terms.js';

/** @typedef {{ id: string, type: string, resourceType: string, resource: string, values: Record<string, any> }} ChangeEvent */

/**
 * The events of a change by what they did, each kind with its number.
 * @param {ChangeEvent[]} events @returns {{ type: string, events: ChangeEvent[] }[]}
 */
export function byType(events) {
  /** @type {Map<string, ChangeEvent[]>} */
  const groups = new Map();
  for (const event of events) groups.set(event.type, [...(groups.get(event.type) ?? []), event]);
  return [...groups].map(([type, of]) => ({ type, events: of }));
}

/** Nouns for things whose own term is that of a list or of the provider. @type {Record<string, string>} */
const NOUNS = { 'active-scenarios': 'scenario', allocations: 'scenario', connection: 'bank', 'account-group': 'group' };

/** A thing of this kind, in the singular. @param {string} resourceType */
export const nounOf = (resourceType) => NOUNS[resourceType] ?? words(resourceType).toLowerCase();

/** The page of a thing of a change; null if it has none. @param {ChangeEvent} event */
export function resourceHref({ resourceType, resource }) {
  switch (resourceType) {
    case 'transaction': return `/transactions?open=${resource}`;
    case 'account': return `/accounts/${resource}`;
    case 'series': return `/recurring?open=${resource}`;
    case 'scenario': return `/planning?scenario=${resource}`;
    case 'category': return `/transactions?categoryId=${resource}`;
    case 'merchant': return `/transactions?merchantId=${resource}`;
    case 'rule': return '/rules';
    case 'goal': return '/planning';
    case 'connection': return '/accounts';
    default: return null;
  }
}

/** The name of a thing as its event has it. @param {ChangeEvent} event */
export const resourceName = ({ values, resourceType }) => {
  const name = values['name'] ?? values['description'] ?? values['fact']?.name ?? values['manual']?.description;
  return typeof name === 'string' && name !== '' ? name : words(nounOf(resourceType));
};
