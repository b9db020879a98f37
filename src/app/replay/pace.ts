/** How fast a replay plays. Apart from what plays, because help names them. */
export const PACES = ['realtime', 'fast'] as const;
export type Pace = (typeof PACES)[number];
