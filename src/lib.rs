//! siuss-kit
