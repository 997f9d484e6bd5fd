import { defang, plain } from '../../core/base/text.ts';
import type { Alert } from '../../core/model/alert.ts';
import { nameOf } from './headline.ts';

export type Row = readonly [label: string, text: string];

export type Place = { readonly partition: string; readonly region: string; readonly account: string };

/** Account and region out of the secret's ARN; undefined for a token that is not in Secrets Manager. */
export const placeOf = ({ ref }: Pick<Alert, 'ref'>): Place | undefined => {
  const found = /^arn:(aws[a-z-]*):secretsmanager:([a-z0-9-]{1,32}):(\d{12}):secret:/.exec(ref.source);
  if (found === null) return undefined;
  const [, partition = '', region = '', account = ''] = found;
  return { partition, region, account };
};

/** Host of the console, by partition. */
export const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

export const consoleUrl = (alert: Pick<Alert, 'ref'>): string | undefined => {
  const place = placeOf(alert);
  const host = place && CONSOLES[place.partition];
  if (place === undefined || host === undefined) return undefined;
  const name = encodeURIComponent(alert.ref.name.toWellFormed());
  return `https://${place.region}.${host}/secretsmanager/secret?name=${name}&region=${place.region}`;
};

const URL_SHAPE = /^https:\/\/[!-~]{1,1000}$/;

/** An address that may be shown as one: https, printable ASCII, nothing that ends or hides a link. */
export const safeUrl = (url: string | undefined): string | undefined =>
  url !== undefined && URL_SHAPE.test(url) && !/[<>"|`\\^{}\s]/.test(url) && !/^https:\/\/[^/?#]*@/.test(url)
    ? url
    : undefined;

export const whereRows = (alert: Alert): readonly Row[] => {
  const place = placeOf(alert);
  const field = alert.ref.field === undefined ? '' : `, field ${defang(plain(alert.ref.field, 128))}`;
  const runbook = safeUrl(alert.runbook);
  const docs = safeUrl(alert.diagnosis.docsUrl);
  return [
    [place ? 'Secret' : 'Token', `${nameOf(alert)}${field}`],
    ...(place ? [] : [['Source', defang(plain(alert.ref.source, 256))] as const]),
    ['Version', defang(plain(alert.versionId, 128))],
    ...(place ? [['Account', `${place.account}, ${place.region}`] as const] : []),
    ...(runbook ? [['Runbook', runbook] as const] : []),
    ...(docs ? [['Docs', docs] as const] : []),
  ];
};
