"""The wall in front of Streamlit: who has no session meets the sign-in page, and nothing else."""
