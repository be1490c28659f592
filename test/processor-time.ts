/** Milliseconds of the processor that this process has had: what a test takes, however busy the machine is with others. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
