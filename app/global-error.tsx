'use client'

import '@/app/globals.css'
import { Button } from '@/components/ui/button'

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
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
        </main>
      </body>
    </html>
  )
}
