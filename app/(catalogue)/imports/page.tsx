import { redirect } from 'next/navigation'

/** Where they were before there were other jobs. */
export default function ImportsPage(): never {
  redirect('/jobs')
}
