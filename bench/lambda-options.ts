/** What esbuild is told when a function is bundled for Lambda; test/security shows that the CDK tells it the same. */
export const LAMBDA_OPTIONS = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'] as string[],
  // Which issuers are read: those beside the bundle.
  conditions: ['module', 'lambda'] as string[],
} as const;
