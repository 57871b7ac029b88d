"""Tests of watching and serving: real files, threads, sockets and processes."""
