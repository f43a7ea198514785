"""The visit policy: rules, own frequencies, numbers, and what another policy would bring."""
