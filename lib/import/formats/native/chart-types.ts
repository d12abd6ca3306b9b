/** What tools call kinds of charts, as the ones there are here. */

/** The first that fits. `~` of names in pieces: `echarts_timeseries_bar`, `pivotTable`, `looker_grid`. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/box.?plot|boxwhisker/, 'BoxPlot'],
  [/sankey/, 'SanKey'],
  [/heat.?map|calendar|(?<!tree)matrix.?heat/, 'Heatmap'],
  [/histogram/, 'Histogram'],
  [/scatter|bubble/, 'Scatter'],
  [/gauge|bullet|progress/, 'Gauge'],
  [/geo|deck|mapbox|country|world|(?:^|[^a-z])map$|^map|polygon|choropleth/, 'Map'],
  [/table|pivot|grid|matrix|^list$|slicer(?!.)/, 'Table'],
  [/area/, 'Area'],
  [/state.?timeline|timeline|status.?history|gantt/, 'Timeline'],
  [/bar|column|waterfall|funnel/, 'Bar'],
  [/pie|donut|doughnut|rose/, 'Pie'],
  [/line|timeseries|time.?series|^graph$|trend/, 'Line'],
  [/text|markdown|markup|note/, 'Text'],
  [/graph|node|network|force|chord/, 'Graph'],
]

/** Undefined where the tool says nothing, `Other` for what there is no kind for. */
export function chartTypeOf(said: string | undefined): string | undefined {
  if (said === undefined) return undefined
  const plain = said.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase()
  return kinds.find(([fits]) => fits.test(plain))?.[1] ?? 'Other'
}
