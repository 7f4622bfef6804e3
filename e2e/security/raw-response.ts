/** One answer as it stood on the wire. */
export interface Answer {
  readonly status: number;
  /** By name in lower case; of several with one name the last. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** Bytes of its head and body. */
  readonly length: number;
}

/** The whole answers in what was heard so far (one character a byte). Of an answer to HEAD there is only the head. */
export const answersIn = (heard: string, { toHead, isOver }: { toHead: boolean; isOver: boolean }): Answer[] => {
  const answers: Answer[] = [];
  for (let rest = heard; rest !== '';) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) break;
    const [first = '', ...lines] = rest.slice(0, end).split('\r\n');
    const headers = new Map(lines.map(nameAndValue));
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
    const said = headers.get('content-length');
    const isBare = status < 200 || status === 204 || status === 304 || (toHead && answers.length === 0);
    const left = rest.length - end - 4;
    const length = isBare ? 0 : said === undefined ? left : Number(said);
    if (left < length || (said === undefined && !isBare && !isOver)) break;
    answers.push({ status, headers, body: rest.slice(end + 4, end + 4 + length), length: end + 4 + length });
    rest = rest.slice(end + 4 + length);
  }
  return answers;
};

const nameAndValue = (line: string): [string, string] => {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
};
