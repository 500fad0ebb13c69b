"""Plans of activities: what their columns mean, how rows are numbered, which days a written date covers."""
