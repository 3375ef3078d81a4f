type Options = { apiKey: string; endpoint: string };

export class PushTransport {
  private _options: Options;

  constructor(options: Partial<Options>) {
    const { apiKey = '', endpoint = 'https://api.push.acme.io/v1/send' } = options;

    this._options = { apiKey, endpoint };
  }

  send(message: { to: string; text: string }) {
    return fetch(this._options.endpoint, {
      method: 'POST',
      body: JSON.stringify({ to: message.to, text: message.text }),
    });
  }
}
