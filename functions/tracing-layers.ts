type Layer = { readonly vendor: string; readonly loads: RegExp; readonly sets: RegExp };

/**
 * Who makes a layer that traces what functions send: told by what its wrapper or NODE_OPTIONS loads, else by the variables that it
 * reads. From the vendors' set-up guides: AWS_LAMBDA_EXEC_WRAPPER is /opt/datadog_wrapper, /opt/lumigo_wrapper, /opt/dynatrace,
 * /opt/nodejs-otel-handler (Splunk), /opt/otel-handler or /opt/otel-instrument (ADOT, aws-otel.github.io); NODE_OPTIONS loads
 * `@sentry/aws-serverless/awslambda-auto`, `elastic-apm-node/start`. Those that build on OpenTelemetry stand before it.
 */
const LAYERS: readonly Layer[] = [
  { vendor: 'Datadog', loads: /datadog|dd-trace/, sets: /^DD_/ },
  { vendor: 'New Relic', loads: /newrelic/, sets: /^NEW_RELIC_/ },
  { vendor: 'Lumigo', loads: /lumigo/, sets: /^LUMIGO_/ },
  { vendor: 'Dynatrace', loads: /dynatrace/, sets: /^DT_/ },
  { vendor: 'Sentry', loads: /sentry/, sets: /^SENTRY_/ },
  { vendor: 'Elastic APM', loads: /elastic-apm/, sets: /^ELASTIC_APM_/ },
  { vendor: 'Splunk', loads: /splunk|\/nodejs-otel-handler$/, sets: /^SPLUNK_/ },
  { vendor: 'OpenTelemetry', loads: /otel|opentelemetry/, sets: /^OTEL_/ },
];

/** The vendor of a tracing layer, as far as the environment tells; only names of variables are looked at besides these two. */
export const tracingVendor = (env: NodeJS.ProcessEnv): string | undefined => {
  const loaded = `${env.NODE_OPTIONS ?? ''} ${env.AWS_LAMBDA_EXEC_WRAPPER ?? ''}`;
  const names = Object.keys(env);
  const found =
    LAYERS.find(({ loads }) => loads.test(loaded)) ?? LAYERS.find(({ sets }) => names.some((name) => sets.test(name)));
  return found?.vendor;
};
