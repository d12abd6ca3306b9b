/** What no server in this process can beat: a constant, answered by plain `node:http`. */
import { createServer } from 'node:http'

const body = JSON.stringify({ constant: true })
createServer((request, response) => {
  request.resume()
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length }).end(body)
}).listen(Number(process.env.PORT), '127.0.0.1')
