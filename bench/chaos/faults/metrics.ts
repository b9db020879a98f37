import type { Fault } from '../fault.js';

const SCRAPES = 20;

export const metricsScraped: Fault = {
  name: 'metrics scraped',
  what: 'Twenty scrapes at once in the middle of a call',
  strike: async ({ stand }) => {
    const url = `http://127.0.0.1:${String(stand.port)}/metrics`;
    await Promise.all(
      Array.from({ length: SCRAPES }, async () => {
        const response = await fetch(url);
        if (!(await response.text()).includes('tacet_calls')) throw new Error('the scrape has no calls');
      }),
    );
  },
};
