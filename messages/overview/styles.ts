import { DARK, LIGHT, type Palette } from '../html/palette.ts';

/** The fonts of the reader's system: nothing is fetched. */
const SANS = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MONO = 'ui-monospace,SFMono-Regular,Menlo,Consolas,monospace';

/** Everything but colours. All of it is below `.th`, so that a dashboard's own styles and ours leave each other alone. */
const FORM = `
.th{font:14px/1.45 ${SANS};padding:8px 12px 16px;overflow-wrap:anywhere}
.th *{box-sizing:border-box}
.th h1,.th h2,.th h3,.th p,.th ol,.th ul,.th pre,.th form{margin:0}
.th h1{font-size:18px;line-height:1.3}.th h2{font-size:15px;margin:16px 0 6px}.th h3{font-size:14px;margin:12px 0 4px}
.th svg{display:block;max-width:100%}.th .th-scroll svg{max-width:none}
.th-top{display:flex;flex-wrap:wrap;gap:2px 16px;align-items:baseline}
.th-next{margin:6px 0!important;font-size:15px}
.th-chips{display:flex;flex-wrap:wrap;gap:6px;margin:8px 0;padding:0;list-style:none}
.th .th-chip,.th .th-btn{display:inline-block;padding:3px 10px;border-width:1px;border-style:solid;border-radius:12px;font:inherit;font-size:13px;line-height:20px;white-space:nowrap;text-decoration:none;cursor:pointer;background:none}
.th .th-btn{border-radius:4px}
.th .th-chip.th-now{font-weight:700;border-width:2px;padding:2px 9px}
.th-filter{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:end;margin:8px 0 12px!important}
.th-filter label{display:block;font-size:13px}
.th-filter select,.th-filter input,.th-ask select,.th-ask input{display:block;min-width:9em;max-width:100%;height:32px;padding:3px 6px;border:1px solid;border-radius:4px;font:inherit}
.th table{width:100%;border-collapse:collapse;margin:0}
.th caption{text-align:left;font-size:13px;padding:0 0 6px}
.th th,.th td{padding:7px 10px 7px 0;border-top:1px solid;text-align:left;vertical-align:top;font-weight:400}
.th thead th{font-size:13px;border-top:0}
.th tbody th{font-weight:600;max-width:26em}
.th-state{white-space:nowrap;font-weight:600;border-left:4px solid transparent;padding-left:8px!important}
.th-broken>.th-state{font-weight:700}
.th-why{font-weight:400;white-space:normal;font-size:13px;max-width:22em}
.th-sub{display:block;font-size:13px;font-weight:400}
.th-mark{display:inline-block;width:1.2em;font-weight:700}
.th-more td{border-top:0;padding-top:0}
.th-acts{display:flex;flex-wrap:wrap;gap:6px}.th td .th-acts{flex-wrap:nowrap}.th-short{white-space:nowrap}
.th-banner{border-left:4px solid;padding:6px 10px;margin:8px 0!important}
.th pre{margin:6px 0 0;padding:8px 10px;border-radius:4px;font:13px/1.5 ${MONO};white-space:pre-wrap}
.th ol{padding-left:22px}.th ol li{margin-bottom:6px}
.th-rows th{width:9em;white-space:nowrap;border-top:0!important;font-weight:400!important}.th-rows td{border-top:0!important}
.th td .th-acts{align-items:start}.th td .th-ask{margin:0!important}.th details>summary{white-space:nowrap;cursor:pointer;display:inline-block;padding:2px 0;text-decoration:underline}
.th-ask{display:flex;flex-wrap:wrap;gap:8px;align-items:end;margin:8px 0 0!important}
.th-foot{margin-top:12px!important;font-size:13px}
.th a:focus-visible,.th button:focus-visible,.th input:focus-visible,.th select:focus-visible,.th summary:focus-visible{outline:3px solid;outline-offset:1px}
.th-scroll{overflow-x:auto}
.th-seen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
`;

/** A row becomes a card: nothing has to be scrolled sideways at 320 px. */
const NARROW = `
.th table.th-cards,.th-cards tbody,.th-cards tr,.th-cards th,.th-cards td,.th-cards caption{display:block;max-width:none}
.th-cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.th-cards th,.th-cards td{border-top:0;padding:1px 0 1px 12px}
.th-cards .th-state{border-top:1px solid;padding-top:10px!important}
.th-cards [data-name]:before{content:attr(data-name) " ";font-weight:400;font-size:13px}
.th .th-cards td .th-acts{flex-wrap:wrap}.th-filter label{width:100%}.th-filter select,.th-filter input{width:100%}
`;

const colours = ({ ground, text, muted, link, rule, block, tones }: Palette): string => `
.th{background:${ground};color:${text}}
.th a,.th-chip,.th-btn,.th details>summary{color:${link}}
.th-chip,.th-btn{border-color:${muted}}
.th th,.th td,.th-cards .th-state{border-color:${rule}}
.th thead th,.th-sub,.th-why,.th caption,.th-foot,.th label,.th-quiet{color:${muted}}
.th pre{background:${block};color:${text}}
.th select,.th input{background:${ground};color:${text};border-color:${muted}}
${Object.entries({ ...tones, muted })
  .map(
    ([tone, colour]) =>
      `.th .th-t-${tone}{color:${colour}}.th .th-f-${tone}{fill:${colour}}.th .th-b-${tone}{border-left-color:${colour}}`,
  )
  .join('')}
.th .th-track{fill:${rule}}.th .th-ink{fill:${muted}}.th .th-line{stroke:${rule}}
`;

/** Where a reader has colours of his own, only the shapes are ours. */
const FORCED = '@media (forced-colors:active){.th svg [class^=th-f]{fill:CanvasText}.th .th-track{fill:GrayText}}';

const tight = (sheet: string): string => sheet.replace(/\n/g, '');

/** Of a widget, which says its theme and its width. */
export const widgetSheet = (theme: 'light' | 'dark', narrow: boolean): string =>
  tight(`${FORM}${colours(theme === 'dark' ? DARK : LIGHT)}${narrow ? NARROW : ''}`);

/** Of a page, whose reader's browser knows both. */
export const pageSheet = (): string =>
  tight(
    `:root{color-scheme:light dark}body{margin:0;background:${LIGHT.ground}}main{max-width:1200px;margin:0 auto}${FORM}${colours(LIGHT)}
@media (prefers-color-scheme:dark){body{background:${DARK.ground}}${colours(DARK)}}
@media (max-width:700px){${NARROW}}${FORCED}
@media print{.th-filter,.th-acts{display:none}}`,
  );
