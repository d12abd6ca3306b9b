/** @type {import('next').NextConfig} */
export default {
  // The API promises never to redirect (its clients do not follow), and names may end in a slash.
  skipTrailingSlashRedirect: true,
  poweredByHeader: false,
  // Drivers with native code stay outside the bundle.
  serverExternalPackages: ['better-sqlite3', 'pg'],
  typescript: { ignoreBuildErrors: true }, // `npm test` type-checks with the same tsconfig, once
  devIndicators: false,
  // The server compresses what is worth it.
  compress: false,
  rewrites: async () => [
    { source: '/api/v1/services/:collection(dashboardServices)/:path*', destination: '/api/v1/:collection/:path*' },
    { source: '/api/v1/services/:collection(ingestionPipelines)/:path*', destination: '/api/v1/:collection/:path*' },
    { source: '/api/v1/metadata/types/:path*', destination: '/api/v1/types/:path*' },
    { source: '/api/v1/dashboard/datamodels/:path*', destination: '/api/v1/dashboardDataModels/:path*' },
  ],
}
