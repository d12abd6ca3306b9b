'use client'

import '@/app/globals.css'

/** The last net, when the frame itself fails: it brings its own page and knows no theme but the browser's. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Error · Dashboard catalogue</title>
        <main className="mx-auto grid max-w-lg justify-items-start gap-3 px-4 pt-[18vh]">
          <h1 className="font-semibold text-xl">The catalogue could not be shown</h1>
          <p className="text-lg text-muted">
            Something went wrong on our side.
            {error.digest === undefined ? '' : ` The server's log calls it ${error.digest}.`}
          </p>
          {/* Every page carries this one: it does without the button of the others, and what comes with that. */}
          <button
            type="button"
            onClick={reset}
            className="inline-flex h-control items-center rounded-md bg-accent px-3 font-medium text-on-accent text-sm hover:bg-accent-hover"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  )
}
