"""The best shortlist under the town's rules: arrays in, frozen answers out."""
