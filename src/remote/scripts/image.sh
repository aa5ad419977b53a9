# An image that the machine cannot fetch itself: it comes on standard input, behind this text and when it is asked for.
# In: IMAGE, ID (the digest of its configuration), LAYERS (digests of its unpacked layers, a space behind each), BYTES.
#
# Which of the two tells an image apart depends on where Docker keeps its images: in its own store the id is the
# configuration's digest, in containerd's it is another one, and the layers are the same in both.

described() { docker image inspect --format "$1" "$IMAGE" 2>/dev/null; }

is_there() {
  [ "$(described '{{.Id}}')" = "$ID" ] || [ "$(described '{{range .RootFS.Layers}}{{.}} {{end}}')" = "$LAYERS" ]
}

# Docker reads its archive to the end before it keeps anything of it: one that is cut short leaves nothing behind.
load() { head -c "$BYTES" <&3 | docker load --quiet 2>&1; }

main() {
  need docker head
  docker_needed
  # It may have lost its name only, or have another one.
  is_there || docker tag "$ID" "$IMAGE" 2>/dev/null
  if is_there; then
    answer state already
    return
  fi
  answer send "$BYTES"
  loaded=$(load)
  printf '%s\n' "$loaded" | log_lines
  is_there || refuse image-load "$(printf '%s' "$loaded" | tail -n 1)"
  answer state made
}

carry_out_reading
