import type { ReactNode } from 'react'
import { Logo } from '@/components/shell/logo'

/** One column, one action. Pages bring their `h1` and a form. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main id="content" className="mx-auto grid min-h-dvh w-full max-w-sm content-start gap-6 px-4 pt-[14vh] pb-10">
      <p className="flex items-center gap-2 font-semibold text-base">
        <Logo />
        Dashcat
      </p>
      {children}
    </main>
  )
}
