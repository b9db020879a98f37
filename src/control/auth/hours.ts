/**
 * Hours of the week, as the clock on the wall of a time zone shows them.
 *
 * Where clocks are put back an hour comes twice, and is in or out both times; where they are put on it does not come.
 */
import { z } from 'zod';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Day = (typeof DAYS)[number];

const MINUTES_A_DAY = 1_440;

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as "08:00", in quotes');

export const Hours = z.strictObject({
  /** IANA name, such as `Europe/Berlin`. */
  zone: z.string().refine(isZone, 'is no time zone such as Europe/Berlin'),
  days: z.array(z.enum(DAYS)).min(1).default(['mon', 'tue', 'wed', 'thu', 'fri']),
  from: TimeOfDay,
  /** Not included. At or before `from`: on the next day. */
  to: TimeOfDay,
});
export type Hours = z.output<typeof Hours>;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** Formats are dear to make. */
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  let format = FORMATS.get(timeZone);
  if (format === undefined) {
    const fields = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    format = new Intl.DateTimeFormat('en-GB', { timeZone, ...fields });
    FORMATS.set(timeZone, format);
  }
  return format;
};

const wallOf = (at: Date, zone: string): { readonly day: number; readonly minute: number } => {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const day = DAYS.indexOf((parts['weekday'] ?? '').toLowerCase() as Day);
  return { day, minute: Number(parts['hour']) * 60 + Number(parts['minute']) };
};

export const isWithin = ({ zone, days, from, to }: Hours, at: Date): boolean => {
  const { day, minute } = wallOf(at, zone);
  const begin = minutesOf(from);
  const end = minutesOf(to) > begin ? minutesOf(to) : minutesOf(to) + MINUTES_A_DAY;
  const isDay = (which: number): boolean => days.includes(DAYS[(which + DAYS.length) % DAYS.length] ?? 'mon');
  if (isDay(day) && minute >= begin && minute < end) return true;
  // What began yesterday may go on.
  return isDay(day - 1) && minute + MINUTES_A_DAY < end;
};
