import { redirect } from 'next/navigation'

/** The catalogue begins with its dashboards. */
export default function Home(): never {
  redirect('/dashboards')
}
