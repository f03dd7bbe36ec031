/**
 * How Node runs the compiled desk (docs/subsystems/speed.md): young objects in 16 MB, and all of memory looked at when
 * it has grown by two fifths of what was in use. The image, compose.yaml and the unit of systemd say the same.
 */
export const processFlags = ['--max-semi-space-size=8', '--heap-growing-percent=40'];
