/** As the user guide has it (add_custom_widget_dashboard_about). */
export const WIDGET_CONTEXT = {
  dashboardName: 'Health',
  widgetId: 'widget-16',
  accountId: '012345678901',
  locale: 'en',
  timezone: { label: 'Local', offsetISO: '+01:00', offsetInMinutes: -60 },
  period: 300,
  isAutoPeriod: true,
  timeRange: { mode: 'relative', start: 1627236199729, end: 1627322599729, relativeStart: 86400012 },
  theme: 'dark',
  linkCharts: true,
  title: 'Token health',
  forms: { all: {} },
  params: { view: 'tokens' },
  width: 588,
  height: 369,
};
