import { NotOpen } from '../components/not-open.tsx';

export default function Learn() {
  return <NotOpen part="learn" />;
}
