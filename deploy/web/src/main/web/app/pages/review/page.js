// @ts-check
import { h, html } from '../../html.js';
import { usePages } from '../../parts/pages.js';
import { useRead } from '../../parts/read.js';
import { Tabs } from '../../parts/tabs.js';
import { Duplicates } from './duplicates.js';
import { SuggestedSeries } from './series.js';
import { Transfers } from './transfers.js';
import { Uncategorised } from './uncategorised.js';

/** @param {{ url: URL }} props */
export function Review({ url }) {
  const counts = useRead('/api/review');
  const transfers = usePages('/api/review/transfers?limit=100');
  const duplicates = usePages('/api/review/duplicates?limit=100');
  const series = usePages('/api/recurring?state=suggested&limit=100');
  const tab = url.searchParams.get('tab') ?? 'uncategorised';
  const tabs = [
    { id: 'uncategorised', name: 'Without a category', count: counts.data?.uncategorised },
    { id: 'transfers', name: 'Transfers', count: counts.data?.transfers },
    { id: 'duplicates', name: 'Duplicates', count: counts.data?.duplicates },
    { id: 'recurring', name: 'Recurring', count: series.data?.length },
  ];
  return html`
    <header class="page-head"><h1>Review</h1></header>
    ${h(Tabs, { label: 'To review', current: tab, tabs })}
    ${tab === 'transfers' ? h(Transfers, { pages: transfers, recount: counts.again })
      : tab === 'duplicates' ? h(Duplicates, { pages: duplicates, recount: counts.again })
        : tab === 'recurring' ? h(SuggestedSeries, { pages: series })
          : h(Uncategorised, { recount: counts.again })}
    ${counts.data?.stalePendings ? html`<p class="soft"><a href="/transactions?pending=true">Pending for more than 14 days</a>: ${counts.data.stalePendings}</p>` : null}`;
}
