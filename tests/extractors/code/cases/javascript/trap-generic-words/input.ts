import { Segment } from './components/segment';
import { Plain } from './text/plain';
import { make } from './make';

export const FLAGS = { stripe_enabled: true, hubspot: false };

export function view() {
  if (FLAGS.hubspot) {
    make('segment');
  }
  return new Segment(new Plain('resend'));
}
