/** Mail by which people get their links for a password, where the settings of the process name a server for it. */
import { createTransport } from 'nodemailer'

export interface Mail {
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
}

export interface Mailer {
  /** Until the server has taken it. Throws what it said otherwise. */
  send(mail: Mail): Promise<void>
}

/** A server that does not answer holds up whoever waits for the call no longer than this. */
const patienceMs = 10_000
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** `url` is `smtp://` or `smtps://`, with name and password if the server wants them. */
export function createMailer(url: string, from: string): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    // A password goes over no line that others can read.
    requireTLS: username !== '' && !loopback.has(hostname),
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return { send: async ({ to, subject, text }) => void (await transport.sendMail({ from, to, subject, text })) }
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' })

/** What the person of a link is told. */
export function passwordMail(given: {
  readonly name: string
  readonly email: string
  /** The whole address. */
  readonly link: string
  readonly expiresAt: number
  /** They have had no password so far. */
  readonly isInvitation: boolean
}): Mail {
  const { name, email, link, expiresAt, isInvitation } = given
  const [subject, why] = isInvitation
    ? ['Your account in the dashboard catalogue', 'You have been given an account in the dashboard catalogue.']
    : ['A new password for the dashboard catalogue', 'An administrator has made you a link for a new password.']
  const text = `${why}

Choose a password here. The link works once, until ${day.format(expiresAt)}:

${link}

You sign in with ${email}. If you did not expect this, leave it: nothing changes as long as nobody uses the link.
`
  return { to: { name, address: email }, subject, text }
}
