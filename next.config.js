/** @type {import('next').NextConfig} */
export default {
  // The API promises never to redirect (its clients do not follow), and names may end in a slash.
  skipTrailingSlashRedirect: true,
  poweredByHeader: false,
  // Drivers with native code stay outside the bundle, what the server process shares with it, and what
  // only some servers use.
  serverExternalPackages: ['better-sqlite3', 'nodemailer', 'pg', 'pino', 'prom-client'],
  typescript: { ignoreBuildErrors: true }, // `npm test` type-checks with the same tsconfig, once
  devIndicators: false,
  // Keeping what a next build could use takes a quarter of this one, and who builds once has no next one.
  experimental: { turbopackFileSystemCacheForBuild: process.env.CI === undefined },
  // The server compresses what is worth it.
  compress: false,
  // For every client, not for bots alone: titles wait for nothing slow here, and a streamed one is gone for a moment
  // whenever a page is refreshed.
  htmlLimitedBots: /.*/,
}
