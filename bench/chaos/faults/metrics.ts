import type { Fault } from '../fault.js';

const SCRAPES = 20;
const FRAMES = 100;

export const metricsScraped: Fault = {
  name: 'metrics scraped in overload',
  what: 'Twenty scrapes at once while the recogniser is slow and 2 s of audio come at once',
  trouble: 'slow',
  strike: async ({ stand, voice }) => {
    voice.burst(FRAMES);
    const url = `http://127.0.0.1:${String(stand.port)}/metrics`;
    await Promise.all(
      Array.from({ length: SCRAPES }, async () => {
        const response = await fetch(url);
        const text = await response.text();
        // Of one address so many a minute are answered: those refused are no fault.
        if (response.status !== 429 && !text.includes('tacet_calls'))
          throw new Error('the scrape has no calls');
      }),
    );
  },
};
