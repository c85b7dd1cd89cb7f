/** The directions that never reverse; docs/decisions/0002-the-house.md says why. */
const production = { path: '^(app|server)/' };

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'contract-door',
      comment: 'app/ imports types only, and only from server/contract.ts.',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^server/', pathNot: '^server/contract\\.ts$' },
    },
    {
      name: 'contract-door-types-only',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^server/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'server-takes-values-from-shared-only',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^app/', pathNot: '^app/shared/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-knows-ports-only',
      severity: 'error',
      from: { path: '^server/domain/' },
      to: { path: '^server/(systems/(?!.*port\\.ts$)|http/|cli/|demo/|sandbox/|container)' },
    },
    {
      name: 'adapters-know-no-journey',
      severity: 'error',
      from: { path: '^server/systems/' },
      to: { path: '^server/(domain/(?!clock)|http/|jobs/|cli/|demo/|sandbox/)' },
    },
    {
      name: 'shared-is-pure',
      severity: 'error',
      from: { path: '^app/shared/' },
      to: { path: '^(app|server)/', pathNot: '^app/shared/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'production-without-tests',
      severity: 'error',
      from: production,
      to: { path: '^(tests|scripts)/' },
    },
    {
      name: 'production-without-dev-dependencies',
      severity: 'error',
      from: { ...production, pathNot: '\\.d\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
