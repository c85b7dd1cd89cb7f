import { NotOpen } from '../components/not-open.tsx';

export default function Mailbox() {
  return <NotOpen part="mailbox" />;
}
