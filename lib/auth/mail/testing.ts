/** A server for mail on this machine that keeps what it was told, as SMTP has it (RFC 5321). */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'

export interface SmtpServer {
  readonly server: Server
  /** Lines that it was sent. */
  readonly heard: readonly string[]
  /** Host and port. */
  readonly address: string
}

/** `answers` are what it says instead of yes, by the first word of a command. */
export async function smtpServer(answers: Readonly<Record<string, string>> = {}): Promise<SmtpServer> {
  const heard: string[] = []
  const server = createServer((socket) => {
    let isData = false
    let left = ''
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 test')
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      left += bytes.toString()
      for (let end = left.indexOf('\r\n'); end >= 0; end = left.indexOf('\r\n')) {
        const line = left.slice(0, end)
        left = left.slice(end + 2)
        heard.push(line)
        if (isData) {
          if (line !== '.') continue
          isData = false
          say('250 taken')
          continue
        }
        const word = line.split(/[ :]/)[0]?.toUpperCase() ?? ''
        const answer = answers[word]
        if (answer !== undefined) say(answer)
        else if (word === 'EHLO') say('250-test\r\n250 AUTH PLAIN')
        else if (word === 'AUTH') say('235 yes')
        else if (word === 'DATA') {
          isData = true
          say('354 go on')
        } else if (word === 'QUIT') socket.end('221 bye\r\n')
        else say('250 yes')
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, heard, address: `127.0.0.1:${(server.address() as AddressInfo).port}` } // it listens on a port
}
