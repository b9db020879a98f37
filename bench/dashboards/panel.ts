/** Grafana dashboards as data: rows of panels, each a title, queries and a unit. Schema 39 (Grafana 10 and 11). */

export interface Query {
  readonly expr: string;
  /** Label names in double braces stand for their values. */
  readonly legend: string;
}

export interface Panel {
  readonly title: string;
  readonly description?: string;
  readonly kind: 'timeseries' | 'stat' | 'heatmap' | 'bargauge';
  /** Grafana's id of a unit: s, bytes, percentunit, short, reqps. */
  readonly unit: string;
  readonly queries: readonly Query[];
  /** From here on it is drawn in red. */
  readonly bad?: number;
  /** Of 24. */
  readonly width?: number;
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly rows: readonly { readonly title: string; readonly panels: readonly Panel[] }[];
}

const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };
const COLUMNS = 24;
const HEIGHT = 8;
const STAT_HEIGHT = 4;

const thresholds = (bad: number | undefined): object => ({
  mode: 'absolute',
  steps: [{ color: 'green', value: null }, ...(bad === undefined ? [] : [{ color: 'red', value: bad }])],
});

const target = ({ expr, legend }: Query, i: number, kind: Panel['kind']): object => ({
  refId: String.fromCharCode('A'.charCodeAt(0) + i),
  datasource: DATASOURCE,
  expr,
  legendFormat: legend,
  ...(kind === 'heatmap' ? { format: 'heatmap' } : {}),
  ...(kind === 'stat' || kind === 'bargauge' ? { instant: true } : { range: true }),
});

const variable = (name: string, label: string, query: string): object => ({
  type: 'query',
  name,
  label,
  datasource: DATASOURCE,
  definition: query,
  query: { query, refId: name },
  refresh: 2,
  multi: true,
  includeAll: true,
  current: { text: 'All', value: '$__all' },
});

const panelJson = (panel: Panel, id: number, gridPos: object): object => ({
  id,
  type: panel.kind,
  title: panel.title,
  ...(panel.description === undefined ? {} : { description: panel.description }),
  datasource: DATASOURCE,
  gridPos,
  fieldConfig: {
    defaults: {
      unit: panel.unit,
      min: 0,
      thresholds: thresholds(panel.bad),
      ...(panel.kind === 'timeseries'
        ? {
            custom: {
              fillOpacity: 10,
              showPoints: 'never',
              thresholdsStyle: { mode: panel.bad === undefined ? 'off' : 'line' },
            },
          }
        : {}),
    },
    overrides: [],
  },
  options: {},
  targets: panel.queries.map((query, i) => target(query, i, panel.kind)),
});

/** The file that Grafana imports. */
export const dashboardJson = ({ uid, title, description, rows }: Dashboard): object => {
  const panels: object[] = [];
  let y = 0;
  for (const row of rows) {
    panels.push({
      id: panels.length + 1,
      type: 'row',
      title: row.title,
      collapsed: false,
      gridPos: { x: 0, y, w: COLUMNS, h: 1 },
      panels: [],
    });
    y++;
    let x = 0;
    let height = 0;
    for (const panel of row.panels) {
      const w = panel.width ?? (panel.kind === 'stat' ? 4 : 8);
      const h = panel.kind === 'stat' ? STAT_HEIGHT : HEIGHT;
      if (x + w > COLUMNS) {
        y += height;
        x = 0;
        height = 0;
      }
      panels.push(panelJson(panel, panels.length + 1, { x, y, w, h }));
      x += w;
      height = Math.max(height, h);
    }
    y += height;
  }
  return {
    uid,
    title,
    description,
    tags: ['tacet'],
    schemaVersion: 39,
    version: 1,
    editable: true,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    timezone: 'browser',
    templating: {
      list: [
        { type: 'datasource', name: 'datasource', label: 'Prometheus', query: 'prometheus', current: {} },
        variable('instance', 'Instance', 'label_values(tacet_ready{job="tacet"}, instance)'),
      ],
    },
    panels,
  };
};
